import{c as e,d as t,f as n,g as r,m as i,n as a,o,p as s,r as c,t as l,y as u}from"./styles.js";import{i as d}from"./live-host.js";import{i as f}from"./localize.js";import{i as p}from"./worth.js";import{m,p as h}from"./actions.js";import{t as g}from"./sentence.js";var _=class extends s{constructor(...e){super(...e),this.asked=[],this.busy=!1,this.errors=[],this.act=async()=>{let{action:e,left:t,ctx:n}=this;if(!e||this.busy||!t.length)return;this.busy=!0,this.errors=[];let r=this.accounts.map(([e,t])=>({account:e,name:t[0]?.account_name??``})),i=await Promise.allSettled(r.map(({account:r})=>{let i=t.filter(e=>e.account===r).map(e=>e.position_id);return i.length?e===`close`?n.api.closeAll(r,i):n.api.keepAll(r,i):Promise.resolve([])}));this.busy=!1,this.errors=i.flatMap((e,t)=>e.status===`rejected`?[n.t(`several.left`,{name:r[t]?.name??``,error:d(e.reason)})]:[]);let a=i.reduce((e,t)=>e+(t.status===`fulfilled`?t.value.length:0),0);this.errors.length||this.dialog?.close(),a&&n.say(n.t(e===`close`?`several.closed`:`several.kept`,{count:a}))}}async ask(e,t){this.asked=e,this.action=t,this.errors=[],await this.updateComplete,this.dialog?.showModal()}get dialog(){return this.renderRoot.querySelector(`dialog`)}get left(){let{positions:e}=this.ctx.live;return this.asked.flatMap(({position_id:t})=>e?.get(t)??[])}render(){let{action:e,ctx:t,left:n}=this;if(!e)return i;let{t:a}=t,o=n.length;return r`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${a(`several.${e}_title${o===1?`_one`:``}`,{count:o})}</h2>
      <p>${a(`several.${e}_text`)}</p>
      <div class="list" tabindex="0" role="group" aria-labelledby="title">
        ${this.accounts.map(([e,t])=>this.renderAccount(e,t))}
      </div>
      ${e===`close`?this.renderTotals(n):i}
      <div role="alert">
        ${this.errors.map(e=>r`<p class="error" data-error>${g(e)}</p>`)}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
          ${a(`common.cancel`)}
        </button>
        <button
          class="button ${e===`close`?`danger`:``}"
          data-confirm
          ?disabled=${this.busy||!o}
          @click=${this.act}
        >
          ${this.busy?a(`common.working`):a(`several.${e}_confirm`,{count:o})}
        </button>
      </div>
    </dialog>`}get accounts(){let e=new Map;for(let t of this.asked)e.set(t.account,[...e.get(t.account)??[],t]);return[...e]}renderAccount(e,t){let{t:n,live:a}=this.ctx,o=a.accounts?.find(t=>t.account===e)?.type;return r`<h3>
        ${t[0]?.account_name} ${o?r`<span class="chip">${f(n,`account_type`,o)}</span>`:i}
      </h3>
      <ul>
        ${t.map(e=>this.renderPosition(e))}
      </ul>`}renderPosition(t){let{t:n,format:i,live:a}=this.ctx,s=a.positions?.get(t.position_id),c=s&&Number(s.size)!==0;return r`<li data-position=${t.position_id}>
      <span>
        <b>${o(t.symbol)}</b> ${n(`side.${t.side}`)}
        <span class="soft small">${s&&c?`${i.number(s.size)} ${s.base}`:``}</span>
      </span>
      <span class="number end">
        ${s?c?this.action===`keep`?r`<span class="soft">${n(`several.stays`)}</span>`:r`<span class=${e(s.unrealized_profit)}>
                  ${i.money(s.unrealized_profit,s.quote,!0)}
                </span>`:n(`several.unfilled`):r`<span class="soft">${n(`several.over`)}</span>`}
      </span>
    </li>`}renderTotals(t){let{t:n,format:a}=this.ctx,o=[...new Set(t.map(({quote:e})=>e))];return r`<ul class="together">
        ${o.map(i=>{let o=p(t.filter(e=>e.quote===i).map(e=>e.unrealized_profit));return r`<li data-together=${i}>
            <b>${n(`several.total`)}</b>
            <b class="number ${e(o)}">${a.money(o,i,!0)}</b>
          </li>`})}
      </ul>
      ${t.some(e=>!Number(e.size))?r`<p class="soft">${n(`several.unfilled_note`)}</p>`:i}`}onClose(){this.action=void 0,this.asked=[],h(this)}static{this.styles=[l,m,u`
      .list {
        max-height: 45vh;
        overflow-y: auto;
      }
      h3 {
        margin-top: 12px;
      }
      ul {
        list-style: none;
        margin: 4px 0 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 8px 4px;
      }
      b {
        font-weight: 500;
      }
      .together {
        border-top: 2px solid var(--th-line);
      }
      .together li:first-child {
        border: 0;
      }
      .small {
        font-size: 12px;
      }
    `]}};c([n({attribute:!1})],_.prototype,`ctx`,void 0),c([t()],_.prototype,`asked`,void 0),c([t()],_.prototype,`action`,void 0),c([t()],_.prototype,`busy`,void 0),c([t()],_.prototype,`errors`,void 0),_=c([a(`tradehook-several-dialog`)],_);export{_ as SeveralDialog};
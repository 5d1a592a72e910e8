import{_ as e,a as t,b as n,f as r,h as i,n as a,s as o}from"./styles.js";import{t as s}from"./levels.js";import{t as c}from"./form-dialog.js";function l(e,t){let n={},r=f(e,t.stop_loss);return r!==void 0&&(n.stop_loss=r),e.targets&&(n.take_profit=e.targets.map(({kind:e,value:t,share:n,rest:r})=>({...r,[e]:t,position_percentage:n}))),e.cancelEntries&&(n.cancel_entries=!0),e.autoClose===`never`&&(n.auto_close=null),e.autoClose===`after`&&(n.auto_close=p(e.minutes)),n}function u(e,t){let n=e.take_profit.map(({price:e,price_percentage:n,position_percentage:r,...i},a)=>({kind:e===void 0?`price_percentage`:`price`,value:String(e??n??``),share:String(r??``),rest:i,filled:t[a]?.done??!1}));return[...n.filter(e=>e.filled),...n.filter(e=>!e.filled)]}function d(e){let t=100-e.reduce((e,t)=>e+(Number(t.share)||0),0);return String(t>0?Number(t.toFixed(4)):100)}function f({stop:e,stopValue:t,limitPrice:n},r){switch(e){case`keep`:return;case`none`:return null;case`break_even`:return`break_even`;default:{let{stop_price:i,stop_percentage:a,...o}=r??{},s=e===`price`?{stop_price:t}:{stop_percentage:t};return{...o,...s,...o.limit_price===void 0?{}:{limit_price:n}}}}}function p(e){let t=Number(e)*60;return e!==``&&Number.isInteger(t)?t:e}var m=[`keep`,`price`,`percentage`,`break_even`,`none`],h=new Set([`entry`,`dca`,`increase`]),g=class extends c{constructor(...e){super(...e),this.wanted=_()}begin(e){this.plan=void 0,this.wanted=_(),this.load(e)}async load(e){try{let{plan:t}=await this.ctx.api.position(e);if(this.position?.position_id!==e.position_id)return;this.plan=t,this.set({stopValue:e.stop_loss?.stop_price??e.mark_price??``,limitPrice:String(t.stop_loss?.limit_price??``),minutes:t.auto_close===null?`60`:String(t.auto_close/60)})}catch(e){this.error=o(e)}}heading(e){return this.ctx.t(`exits.title`,{name:e})}fields(t){let{t:n}=this.ctx,{plan:r}=this;return r?e`${this.stopFields(t,r)} ${this.targetFields(t,r)}
      ${t.orders.some(e=>h.has(e.purpose)&&s(e.status))?e`<fieldset>
            <legend>${n(`exits.entries`)}</legend>
            <label class="check">
              <input
                type="checkbox"
                name="cancel_entries"
                .checked=${this.wanted.cancelEntries}
                @change=${e=>this.set({cancelEntries:e.target.checked})}
              />
              ${n(`exits.cancel_entries`)}
            </label>
          </fieldset>`:i}
      ${this.autoFields(r)}`:this.error?e``:e`<p class="soft" role="status">${n(`common.loading`)}</p>`}stopFields(t,n){let{t:r,format:a}=this.ctx,{stop:o,stopValue:s,limitPrice:c}=this.wanted,l=t.stop_loss?.stop_price,u=l?a.price(l,t.price_tick):r(`exits.stop_is_none`);return e`<fieldset>
      <legend>${r(`exits.stop`)}</legend>
      <label class="labelled">
        <span>${r(`exits.stop_now`,{stop:u})}</span>
        <select
          class="field"
          name="stop"
          @change=${e=>this.chooseStop(e.target.value,t,n)}
        >
          ${m.filter(e=>e!==`break_even`||t.entry_price!==null).map(t=>e`<option value=${t} ?selected=${t===o}>${r(`exits.stop_${t}`)}</option>`)}
        </select>
      </label>
      ${o===`price`||o===`percentage`?e`${this.number(`stop_value`,r(`exits.stop_value_${o}`,{quote:t.quote}),s,e=>this.set({stopValue:e}))}
          ${n.stop_loss?.limit_price===void 0?i:this.number(`limit_price`,r(`exits.limit_price`,{quote:t.quote}),c,e=>this.set({limitPrice:e}))}`:i}
      ${o===`none`?e`<p class="error">${r(`exits.unprotected`)}</p>`:i}
    </fieldset>`}targetFields(t,n){let{t:r}=this.ctx,{targets:a}=this.wanted,o=t.take_profit.filter(e=>e.done).length;return e`<fieldset>
      <legend>${r(`exits.targets`)}</legend>
      ${a?e`${a.map((e,n)=>this.targetRow(e,n,t))}
            ${a.length?i:e`<p class="soft">${r(`exits.no_targets`)}</p>`}
            <button type="button" class="button outlined add" @click=${()=>this.setTargets([...a,v(a)])}>
              ${r(`exits.add_target`)}
            </button>`:e`<p class="soft">
              ${n.take_profit.length?r(o?`exits.targets_now_filled`:`exits.targets_now`,{count:n.take_profit.length,filled:o}):r(`exits.no_targets`)}
            </p>
            <button
              type="button"
              class="button outlined"
              @click=${()=>this.setTargets(n.take_profit.length?u(n,t.take_profit):[v([])])}
            >
              ${r(`exits.change_targets`)}
            </button>`}
    </fieldset>`}targetRow(t,n,r){let{t:i}=this.ctx,a=n+1;return t.filled?this.filledRow(t,a,r):e`<div class="target" role="group" aria-label=${i(`exits.target`,{number:a})}>
      <label class="labelled">
        <span>${i(`exits.target_kind`)}</span>
        <select
          class="field"
          @change=${e=>this.change(n,{kind:e.target.value})}
        >
          ${[`price_percentage`,`price`].map(n=>e`<option value=${n} ?selected=${n===t.kind}>
              ${i(`exits.target_${n}`,{quote:r.quote})}
            </option>`)}
        </select>
      </label>
      ${this.number(`target_${a}`,i(`exits.target`,{number:a}),t.value,e=>this.change(n,{value:e}))}
      ${this.number(`share_${a}`,i(`exits.share`),t.share,e=>this.change(n,{share:e}))}
      <button
        type="button"
        class="icon-button"
        aria-label=${i(`exits.remove_target`,{number:a})}
        @click=${()=>this.setTargets((this.wanted.targets??[]).filter((e,t)=>t!==n))}
      >
        ✕
      </button>
    </div>`}filledRow(t,n,r){let{t:i,format:a}=this.ctx,o=t.kind===`price`?`${a.price(t.value,r.price_tick)} ${r.quote}`:`${t.value} %`;return e`<p class="target-filled" role="group" aria-label=${i(`exits.target`,{number:n})}>
      <span aria-hidden="true">✓</span>
      <span>${i(`exits.target_filled`,{number:n,level:o,share:t.share})}</span>
    </p>`}autoFields(t){let{t:n}=this.ctx,{autoClose:r,minutes:a}=this.wanted,o=[`keep`,`after`,`never`].filter(e=>e!==`never`||t.auto_close!==null),s=t.auto_close===null?n(`exits.auto_now_never`):n(`exits.auto_now`,{minutes:this.ctx.format.number(t.auto_close/60)});return e`<fieldset>
      <legend>${n(`exits.auto`)}</legend>
      <div class="row">
        <label class="labelled">
          <span>${s}</span>
          <select
            class="field"
            name="auto"
            @change=${e=>this.set({autoClose:e.target.value})}
          >
            ${o.map(t=>e`<option value=${t} ?selected=${t===r}>${n(`exits.auto_${t}`)}</option>`)}
          </select>
        </label>
        ${r===`after`?this.number(`minutes`,n(`exits.minutes`),a,e=>this.set({minutes:e})):i}
      </div>
    </fieldset>`}chooseStop(e,t,n){let r=String(n.stop_loss?.stop_percentage??`2`),i=t.stop_loss?.stop_price??t.mark_price??``;this.set({stop:e,stopValue:e===`percentage`?r:i})}set(e){this.wanted={...this.wanted,...e}}setTargets(e){this.set({targets:e})}change(e,t){let n=this.wanted.targets??[];this.setTargets(n.map((n,r)=>r===e?{...n,...t}:n))}get changes(){return this.plan?l(this.wanted,this.plan):{}}ready(){return Object.keys(this.changes).length>0}danger(){return this.wanted.stop===`none`}confirm(){return this.ctx.t(`exits.confirm`)}async act(e){return await this.ctx.api.modify(e,this.changes),this.ctx.t(`exits.done`)}static{this.styles=[c.styles,n`
      .target {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1.2fr 1fr 0.8fr auto;
      }
      .target-filled {
        color: var(--secondary-text-color);
        display: flex;
        gap: 8px;
        margin: 8px 0;
      }
      .add {
        margin-top: 12px;
      }
      .check {
        align-items: center;
        display: flex;
        gap: 12px;
        margin-top: 8px;
      }
      .check input {
        accent-color: var(--th-link);
        flex: none;
        height: 20px;
        width: 20px;
      }
      @media (max-width: 480px) {
        .target {
          gap: 4px;
          grid-template-columns: 1.3fr 1fr 0.8fr 32px;
        }
        .target .field {
          padding-inline: 6px;
        }
        .target .icon-button {
          width: 32px;
        }
      }
    `]}};t([r()],g.prototype,`plan`,void 0),t([r()],g.prototype,`wanted`,void 0),g=t([a(`tradehook-exits-dialog`)],g);function _(){return{stop:`keep`,stopValue:``,limitPrice:``,targets:void 0,cancelEntries:!1,autoClose:`keep`,minutes:`60`}}function v(e){return{kind:`price_percentage`,value:``,share:d(e),rest:{},filled:!1}}export{g as ExitsDialog};
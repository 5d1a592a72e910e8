import{a as e,d as t,g as n,m as r,n as i,s as a,y as o}from"./styles.js";import{t as s}from"./levels.js";import{t as c}from"./form-dialog.js";function l(e,t){let n={},r=d(e,t.stop_loss);return r!==void 0&&(n.stop_loss=r),e.targets&&(n.take_profit=e.targets.map(({kind:e,value:t,share:n,rest:r})=>({...r,[e]:t,position_percentage:n}))),e.cancelEntries&&(n.cancel_entries=!0),e.autoClose===`never`&&(n.auto_close=null),e.autoClose===`after`&&(n.auto_close=f(e.minutes)),n}function u(e){return e.take_profit.map(({price:e,price_percentage:t,position_percentage:n,...r})=>({kind:e===void 0?`price_percentage`:`price`,value:String(e??t??``),share:String(n??``),rest:r}))}function d({stop:e,stopValue:t,limitPrice:n},r){switch(e){case`keep`:return;case`none`:return null;case`break_even`:return`break_even`;default:{let{stop_price:i,stop_percentage:a,...o}=r??{},s=e===`price`?{stop_price:t}:{stop_percentage:t};return{...o,...s,...o.limit_price===void 0?{}:{limit_price:n}}}}}function f(e){let t=Number(e)*60;return e!==``&&Number.isInteger(t)?t:e}var p=[`keep`,`price`,`percentage`,`break_even`,`none`],m=new Set([`entry`,`dca`,`increase`]),h=class extends c{constructor(...e){super(...e),this.wanted=g()}begin(e){this.plan=void 0,this.wanted=g(),this.load(e)}async load(e){try{let{plan:t}=await this.ctx.api.position(e);if(this.position?.position_id!==e.position_id)return;this.plan=t,this.set({stopValue:e.stop_loss?.stop_price??e.mark_price??``,limitPrice:String(t.stop_loss?.limit_price??``),minutes:t.auto_close===null?`60`:String(t.auto_close/60)})}catch(e){this.error=a(e)}}heading(e){return this.ctx.t(`exits.title`,{name:e})}fields(e){let{t}=this.ctx,{plan:i}=this;return i?n`${this.stopFields(e,i)} ${this.targetFields(e,i)}
      ${e.orders.some(e=>m.has(e.purpose)&&s(e.status))?n`<fieldset>
            <legend>${t(`exits.entries`)}</legend>
            <label class="check">
              <input
                type="checkbox"
                name="cancel_entries"
                .checked=${this.wanted.cancelEntries}
                @change=${e=>this.set({cancelEntries:e.target.checked})}
              />
              ${t(`exits.cancel_entries`)}
            </label>
          </fieldset>`:r}
      ${this.autoFields(i)}`:this.error?n``:n`<p class="soft" role="status">${t(`common.loading`)}</p>`}stopFields(e,t){let{t:i,format:a}=this.ctx,{stop:o,stopValue:s,limitPrice:c}=this.wanted,l=e.stop_loss?.stop_price,u=l?a.price(l,e.price_tick):i(`exits.stop_is_none`);return n`<fieldset>
      <legend>${i(`exits.stop`)}</legend>
      <label class="labelled">
        <span>${i(`exits.stop_now`,{stop:u})}</span>
        <select
          class="field"
          name="stop"
          @change=${n=>this.chooseStop(n.target.value,e,t)}
        >
          ${p.filter(t=>t!==`break_even`||e.entry_price!==null).map(e=>n`<option value=${e} ?selected=${e===o}>${i(`exits.stop_${e}`)}</option>`)}
        </select>
      </label>
      ${o===`price`||o===`percentage`?n`${this.number(`stop_value`,i(`exits.stop_value_${o}`,{quote:e.quote}),s,e=>this.set({stopValue:e}))}
          ${t.stop_loss?.limit_price===void 0?r:this.number(`limit_price`,i(`exits.limit_price`,{quote:e.quote}),c,e=>this.set({limitPrice:e}))}`:r}
      ${o===`none`?n`<p class="error">${i(`exits.unprotected`)}</p>`:r}
    </fieldset>`}targetFields(e,t){let{t:i}=this.ctx,{targets:a}=this.wanted;return n`<fieldset>
      <legend>${i(`exits.targets`)}</legend>
      ${a?n`${a.map((t,n)=>this.targetRow(t,n,e))}
            ${a.length?r:n`<p class="soft">${i(`exits.no_targets`)}</p>`}
            <button type="button" class="button outlined add" @click=${()=>this.setTargets([...a,_()])}>
              ${i(`exits.add_target`)}
            </button>`:n`<p class="soft">
              ${t.take_profit.length?i(`exits.targets_now`,{count:t.take_profit.length}):i(`exits.no_targets`)}
            </p>
            <button
              type="button"
              class="button outlined"
              @click=${()=>this.setTargets(t.take_profit.length?u(t):[_()])}
            >
              ${i(`exits.change_targets`)}
            </button>`}
    </fieldset>`}targetRow(e,t,r){let{t:i}=this.ctx,a=t+1;return n`<div class="target" role="group" aria-label=${i(`exits.target`,{number:a})}>
      <label class="labelled">
        <span>${i(`exits.target_kind`)}</span>
        <select
          class="field"
          @change=${e=>this.change(t,{kind:e.target.value})}
        >
          ${[`price_percentage`,`price`].map(t=>n`<option value=${t} ?selected=${t===e.kind}>
              ${i(`exits.target_${t}`,{quote:r.quote})}
            </option>`)}
        </select>
      </label>
      ${this.number(`target_${a}`,i(`exits.target`,{number:a}),e.value,e=>this.change(t,{value:e}))}
      ${this.number(`share_${a}`,i(`exits.share`),e.share,e=>this.change(t,{share:e}))}
      <button
        type="button"
        class="icon-button"
        aria-label=${i(`exits.remove_target`,{number:a})}
        @click=${()=>this.setTargets((this.wanted.targets??[]).filter((e,n)=>n!==t))}
      >
        ✕
      </button>
    </div>`}autoFields(e){let{t}=this.ctx,{autoClose:i,minutes:a}=this.wanted,o=[`keep`,`after`,`never`].filter(t=>t!==`never`||e.auto_close!==null),s=e.auto_close===null?t(`exits.auto_now_never`):t(`exits.auto_now`,{minutes:this.ctx.format.number(e.auto_close/60)});return n`<fieldset>
      <legend>${t(`exits.auto`)}</legend>
      <div class="row">
        <label class="labelled">
          <span>${s}</span>
          <select
            class="field"
            name="auto"
            @change=${e=>this.set({autoClose:e.target.value})}
          >
            ${o.map(e=>n`<option value=${e} ?selected=${e===i}>${t(`exits.auto_${e}`)}</option>`)}
          </select>
        </label>
        ${i===`after`?this.number(`minutes`,t(`exits.minutes`),a,e=>this.set({minutes:e})):r}
      </div>
    </fieldset>`}chooseStop(e,t,n){let r=String(n.stop_loss?.stop_percentage??`2`),i=t.stop_loss?.stop_price??t.mark_price??``;this.set({stop:e,stopValue:e===`percentage`?r:i})}set(e){this.wanted={...this.wanted,...e}}setTargets(e){this.set({targets:e})}change(e,t){let n=this.wanted.targets??[];this.setTargets(n.map((n,r)=>r===e?{...n,...t}:n))}get changes(){return this.plan?l(this.wanted,this.plan):{}}ready(){return Object.keys(this.changes).length>0}danger(){return this.wanted.stop===`none`}confirm(){return this.ctx.t(`exits.confirm`)}async act(e){return await this.ctx.api.modify(e,this.changes),this.ctx.t(`exits.done`)}static{this.styles=[c.styles,o`
      .target {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1.2fr 1fr 0.8fr auto;
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
    `]}};e([t()],h.prototype,`plan`,void 0),e([t()],h.prototype,`wanted`,void 0),h=e([i(`tradehook-exits-dialog`)],h);function g(){return{stop:`keep`,stopValue:``,limitPrice:``,targets:void 0,cancelEntries:!1,autoClose:`keep`,minutes:`60`}}function _(){return{kind:`price_percentage`,value:``,share:`100`,rest:{}}}export{h as ExitsDialog};